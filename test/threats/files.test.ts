import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {temporaryFolder} from '../collector/engines.js';
import {answer, openCollector, post} from '../collector/harness.js';

describe('the files of the database', () => {
  it("are their owner's alone, whatever the machine's habit is", async () => {
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    const folder = temporaryFolder();
    const collector = openCollector({database: join(folder, 'cx.sqlite')});
    await post(collector, [answer('a')]);

    const modes = readdirSync(folder).map(name => `${name} ${(statSync(join(folder, name)).mode & 0o777).toString(8)}`);

    expect(modes.sort()).toEqual(['cx.sqlite 600', 'cx.sqlite-shm 600', 'cx.sqlite-wal 600']);
  });
});
