import { Module } from '@nestjs/common';
import { DigestRenderer } from './digest-renderer.js';
import { MjmlCompiler } from './mjml-compiler.js';

@Module({ providers: [DigestRenderer, MjmlCompiler], exports: [DigestRenderer] })
export class RenderingModule {}
