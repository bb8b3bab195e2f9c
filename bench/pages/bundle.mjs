import {fileURLToPath} from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {rollup} from 'rollup';

/** A survey, or what else is named, written by hand on Lit, as one file: the floor beside which our pages are measured. */
export async function bundleBareLit(input = fileURLToPath(new URL('bare-lit.js', import.meta.url))) {
  const bundle = await rollup({
    input,
    plugins: [resolve({browser: true, exportConditions: ['production']}), terser({ecma: 2022, module: true})],
  });
  const {output} = await bundle.generate({format: 'es'});
  await bundle.close();
  return output[0].code;
}
