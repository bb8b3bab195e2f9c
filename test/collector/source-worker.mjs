/** Runs the reading thread from its TypeScript source, where no build has been made: `.js` in an import means `.ts`. */

import {registerHooks} from 'node:module';

registerHooks({
  resolve: (specifier, context, next) => {
    const isOwn = specifier.startsWith('.') && context.parentURL?.includes('/src/');
    return next(isOwn ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

await import('../../src/collector/report-worker.ts');
