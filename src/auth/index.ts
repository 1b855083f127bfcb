export { mayAdminister } from './admin.guard.js';
export { Public } from './public.decorator.js';
/** Who acts while there are no accounts yet: the holder of the admin token. */
export const ADMIN_ACTOR = 'admin-token';
