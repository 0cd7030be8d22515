// Rules for the pages that the program writes: ./build.sh test html
export default {
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'doctype-style': 'off',
    // What is chosen on the preview page shows at once; there is nothing to submit.
    'wcag/h32': 'off',
  },
};
