import { scenarios } from '../workbench/workbench';

const { hostTests } = scenarios('memory', { folder: 'memory:/virtual' });

hostTests('virtual');
