import { deploying } from '../scenarios/deploying';
import { editing } from '../scenarios/editing';
import { invoking } from '../scenarios/invoking';
import { looking } from '../scenarios/looking';
import { serving } from '../scenarios/serving';
import { scenarios } from '../workbench/scenarios';

const { scenario, hostTests } = scenarios('trusted', { trust: 'Yes, I trust the authors' });

editing(scenario);
looking(scenario);
invoking(scenario);
serving(scenario);
deploying(scenario);
hostTests('trusted');
