import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'tradewind:public';

/** Opens a route to everybody. Without it a route answers only to the admin token. */
export const Public = () => SetMetadata(PUBLIC, true);
