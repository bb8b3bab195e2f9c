/**
 * Completes the manifest that was read from the sources with what the built classes know themselves.
 *
 * The analyser sees no attribute that is declared by a function and takes inner state for attributes; the classes cannot err.
 */
export function completeManifest(manifest, classes) {
  const built = path => path?.replace(/^\/?src\/(.*)\.[jt]s$/, 'dist/$1.js');
  const isDescribed = ({name, description}) => Boolean(description) && !name.startsWith('#');
  const modules = manifest.modules.flatMap(module => {
    const declarations = module.declarations.filter(({kind, name}) => kind === 'class' && !name.startsWith('anonymous'));
    if (declarations.length === 0) return [];
    return {
      ...module,
      path: built(module.path),
      exports: module.exports?.filter(({kind}) => kind === 'js'),
      declarations: declarations.map(declaration => ({
        ...declaration,
        members: declaration.members?.filter(isDescribed),
        attributes: attributesOf(classes[declaration.name], declaration) ?? declaration.attributes?.filter(isDescribed),
      })),
    };
  });
  const text = JSON.stringify(
    {...manifest, modules},
    (key, value) => (key === 'module' || key === 'path' ? built(value) : value),
    2,
  );
  return JSON.parse(text);
}

/** The attributes of a class, with what the sources say about the property behind each. */
function attributesOf(Class, {members = []}) {
  if (!Class) return undefined;
  Class.finalize();
  return [...Class.elementProperties]
    .filter(([, {attribute, state}]) => attribute !== false && !state)
    .map(([fieldName, {attribute, reflect}]) => {
      const {type, description, inheritedFrom, default: initial} = members.find(({name}) => name === fieldName) ?? {};
      const name = typeof attribute === 'string' ? attribute : fieldName.toLowerCase();
      return {name, fieldName, type, description, default: initial, ...(reflect && {reflects: true}), inheritedFrom};
    });
}
