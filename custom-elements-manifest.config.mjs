export default {
  globs: ['src/elements/**/cx-*.ts', 'src/define/*.ts'],
  litelement: true,
};
