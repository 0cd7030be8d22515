// What editors and docs/widget.md are told of the element: its public face only.
/** What is described, and no part of how elements work. @param {any} member */
const isPublic = ({ privacy, description, name }) => privacy !== 'private' && description && !name.startsWith('#');

export default {
  globs: ['www/search-widget.js'],
  packagejson: false,
  plugins: [
    {
      name: 'public-face',
      packageLinkPhase({ customElementsManifest }) {
        for (const module of customElementsManifest.modules) {
          module.declarations = module.declarations.filter((/** @type {any} */ it) => it.customElement);
          for (const element of module.declarations) {
            element.members = element.members?.filter((/** @type {any} */ it) => !it.static && isPublic(it));
            element.events = element.events?.filter(isPublic);
          }
        }
      },
    },
  ],
};
