import { Module } from '@nestjs/common';
import { PersonalData } from './personal-data.js';

/** By itself, so that an area which only adds its part needs nothing else of subscribers. */
@Module({ providers: [PersonalData], exports: [PersonalData] })
export class PersonalDataModule {}
