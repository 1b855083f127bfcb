import { Module } from '@nestjs/common';
import { DigestRenderer } from './digest-renderer.js';

@Module({ providers: [DigestRenderer], exports: [DigestRenderer] })
export class RenderingModule {}
