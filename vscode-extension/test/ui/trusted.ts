import { editing } from '../scenarios/editing';
import { scenarios } from '../workbench/workbench';

const { scenario, hostTests } = scenarios('trusted', { trust: 'Yes, I trust the authors' });

editing(scenario);
hostTests('trusted');
