import { scenarios } from '../workbench/scenarios';

const { hostTests } = scenarios('memory', { folder: 'memory:/virtual' });

hostTests('virtual');
