// Before the first walk: enough errors for a second page of them, and learners whom the school alone knows.
import { PEOPLE, learners, send } from './demo.js';

export default async function begin() {
  await send(learners(40, PEOPLE.errors, { foreign: 50, wrong_hetu: 20, one_first_name: 15 }));
  await send(learners(3, PEOPLE.schools), 'demo-school');
}
