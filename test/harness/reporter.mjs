import {writeFileSync} from 'node:fs';

/**
 * Names the tests that passed only when they ran again: each is a race to look at, in the test or in what it tests.
 * Counts tests per project and writes the counts to the file named by CX_RESULT, or prints them. */
export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const projects = {};
    let failed = unhandledErrors.length;
    for (const module of modules) {
      const counts = (projects[module.project.name.split(' ')[0]] ??= {passed: 0, failed: 0, skipped: 0});
      // A file that cannot be loaded, or a hook that fails, is a failure beside those of the tests.
      if (module.errors().length > 0) failed++;
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) failed++;
      for (const test of module.children.allTests()) {
        const {state} = test.result();
        counts[state in counts ? state : 'skipped']++;
        if (test.diagnostic()?.flaky) console.warn(`passed only the second time: ${module.relativeModuleId} > ${test.fullName}`);
      }
    }
    const result = {passed: 0, failed, skipped: 0, projects};
    for (const counts of Object.values(projects)) {
      for (const state of ['passed', 'failed', 'skipped']) result[state] += counts[state];
    }
    if (process.env.CX_RESULT) writeFileSync(process.env.CX_RESULT, JSON.stringify(result));
    else console.log(`\n${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`);
  }
}
