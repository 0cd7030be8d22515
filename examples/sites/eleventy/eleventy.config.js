import { execFileSync } from 'node:child_process';

export const config = { dir: { input: 'content', includes: '../_includes' } };

export default function (eleventy) {
  eleventy.addGlobalData('layout', 'page.njk');
  // Indexes the site after each build.
  eleventy.on('eleventy.after', ({ directories }) => {
    const site = directories.output;
    execFileSync('findling', ['build', site, '--out', `${site}findling`], { stdio: 'inherit' });
  });
}
