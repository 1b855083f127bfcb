import type { AuditEvent } from '#src/audit/index.js';

/** An audit line about an edition. */
export function editionEvent(command: string, id: string, actor: string, detail: Record<string, unknown>): AuditEvent {
  return { actor, action: `edition.${command}`, subjectKind: 'edition', subjectId: id, detail };
}
