export { AuditModule } from './audit.module.js';
export { AuditTrail, type AuditEvent } from './audit-trail.js';
