import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ArticleSearch } from './article-search.js';
import { searchQuerySchema, searchResultSchema, type SearchInput } from './search.dto.js';

@ApiTags('inbox')
@ApiBearerAuth()
@Controller('api/admin/search')
export class SearchController {
  constructor(private readonly articles: ArticleSearch) {}

  @Get('articles')
  @ApiOperation({ summary: 'Articles that hold all these words; hits of the title first, then the newest' })
  @ApiResponse({ status: 200, standardSchema: searchResultSchema })
  search(@Query({ schema: searchQuerySchema }) query: SearchInput) {
    return this.articles.search(query);
  }
}
