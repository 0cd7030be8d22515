// Rules for the pages in www/: ./build.sh test html
export default {
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'doctype-style': ['error', { style: 'lowercase' }],
    // What is chosen on the preview page shows at once; there is nothing to submit.
    'wcag/h32': 'off',
  },
};
