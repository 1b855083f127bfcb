export { RenderingModule } from './rendering.module.js';
export { DigestRenderer } from './digest-renderer.js';
export {
  digestShiftSchema,
  digestViewSchema,
  type DigestCorrection,
  type DigestShift,
  type DigestView,
} from './digest-view.schema.js';
export { compiledDigestSchema, type CompiledDigest } from './compiled-digest.schema.js';
export {
  cutAtSlots,
  fillSlots,
  slotValue,
  SLOTS,
  type PersonalDigest,
  type Slot,
  type SlotValues,
  type TrackingSlot,
} from './slots.js';
export type { PressedDigest, TrackedForm, TrackedPlace } from './tracked-form.js';
export { NoticeRenderer, type RenderedNotice } from './notice-renderer.js';
export { ALERTS_ABOUT, type AlertAbout, type OperatorAlertView } from './notice.js';
