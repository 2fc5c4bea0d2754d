import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { scenarios } from '../workbench/scenarios';
import { TARGET } from '../workbench/project';

const folder = path.join(TARGET, 'projects', 'chart');

const { hostTests } = scenarios('plain', {
  trust: 'Yes, I trust the authors',
  folder,
  prepare: () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'values.yaml'), 'replicas: 1\n');
  },
});

hostTests('plain');
