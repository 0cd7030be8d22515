// The widget's style sheet, which the bundler gives as a minified text under this name.
declare module 'findling-styles' {
  const text: string;
  export default text;
}
