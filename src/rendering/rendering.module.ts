import { Module } from '@nestjs/common';
import { DigestRenderer } from './digest-renderer.js';
import { MjmlCompiler } from './mjml-compiler.js';
import { NoticeRenderer } from './notice-renderer.js';

@Module({ providers: [DigestRenderer, MjmlCompiler, NoticeRenderer], exports: [DigestRenderer, NoticeRenderer] })
export class RenderingModule {}
