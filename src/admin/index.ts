export { openApiDocument, setUpDocs } from './openapi.js';
