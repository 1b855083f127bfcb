export const PROVIDERS = ['other'] as const;
