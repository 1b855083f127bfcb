/** How long a request to subscribe waits for its confirmation, and is then deleted. */
export const SIGNUP_DAYS = 7;
/** The same for a change of address. */
export const MOVE_DAYS = 3;
