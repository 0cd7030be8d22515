// <findling-search> as a visitor meets it: what the stories look at and touch.

/** @param {import('@playwright/test').Page} page */
export function widget(page) {
  const root = page.locator('findling-search');
  // By its part: the choice of an order has the same role.
  const field = root.locator('[part=input]');
  return {
    root,
    field,
    trigger: root.locator('[part=trigger]'),
    dialog: root.locator('[part=dialog]'),
    panel: root.locator('[part=panel]'),
    option: (name) => root.getByRole('option', { name }),
    button: (name) => root.getByRole('button', { name }),
    checkbox: (name) => root.getByRole('checkbox', { name }),
    list: root.getByRole('listbox'),
    status: root.getByRole('status'),
    titles: root.locator('[part=title]'),
    links: root.locator('a[part=link]'),
    marks: root.locator('mark'),
    type: (text) => field.pressSequentially(text),
    /** The option that the field points at, as a screen reader finds it. */
    async active() {
      const id = await field.getAttribute('aria-activedescendant');
      return id && root.locator(`#${id}`);
    },
  };
}

/**
 * The widget with its field in sight: where that is behind a button, the button is pressed.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function opened(page) {
  const found = widget(page);
  await page.evaluate(() => customElements.whenDefined('findling-search'));
  if (!(await found.field.isVisible())) await found.root.getByRole('button').first().click();
  return found;
}
