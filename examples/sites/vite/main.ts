// <findling-search> searches the folder /findling/.
import 'findling/define';
// And so may the page itself.
import { bundle, type SearchResults } from 'findling';

async function showLatest(): Promise<void> {
  const engine = await bundle()();
  const { hits }: SearchResults = await engine.search('stone', { sort: 'newest', limit: 1 });
  const output = document.querySelector<HTMLOutputElement>('#latest');
  if (output && hits[0]) output.value = hits[0].title;
}

document.querySelector('findling-search')?.addEventListener('findling-empty', (event) => console.log(`nothing for ${event.detail.query}`));
void showLatest();
