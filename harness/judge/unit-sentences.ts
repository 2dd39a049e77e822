import type { Message } from '../model/verdict.ts';
import type { GroupingTest } from './diagnose-groups.ts';
import { percentText, wholeText } from './number-text.ts';
import { requestsText, type Scene } from './scene.ts';

/** A chance in whole percent where that is enough: `100 %`, `68 %`, `0.4 %`. */
const chanceText = (chance: number): string => (chance >= 0.01 ? `${(chance * 100).toFixed(0)} %` : percentText(chance));

const agreementText = ({ clustering: { withinAgreement, overallAgreement } }: GroupingTest, on: string): string =>
  `two requests ${on} hit the same version ${chanceText(withinAgreement ?? 0)} of the time (${chanceText(overallAgreement ?? 0)} if independent)`;

/** `Your 1,000 requests are 50 independent decisions; the verdict uses those.` */
const worthText = ({ findings, figures, decision }: Scene, { groups }: GroupingTest): string => {
  const { deff, n } = findings.judged;
  // A sequential verdict that counted requests is void, and no other one was made.
  const isVoid = decision.reason === 'unit-changed';
  const yours = `Your ${requestsText(figures.n)}`;
  return deff > 1
    ? `${yours} on ${wholeText(groups)} ${findings.judged.unit}s are worth about ${wholeText(Math.round(n))} independent ones${isVoid ? '' : '; the verdict counts them so'}.`
    : `${yours} are ${wholeText(n)} independent ${n === 1 ? 'decision' : 'decisions'}${isVoid ? '' : '; the verdict uses those'}.`;
};

const connectionMessage = (scene: Scene, grouping: GroupingTest): Message => ({
  id: 'M-CONN',
  text: `Routing is decided per connection: ${agreementText(grouping, 'on one connection')}. ${worthText(scene, grouping)} Open more connections (-c) or disable keep-alive (--fresh).`,
});

const clientMessage = (scene: Scene, grouping: GroupingTest): Message => ({
  id: 'M-CLIENT',
  text: `Routing is decided per client, by its address or a cookie: ${agreementText(grouping, 'of one client')}. ${worthText(scene, grouping)} Ask from more addresses, or take the client out of the routing (HAProxy balance source and nginx split_clients on $remote_addr work like this).`,
});

/** What is decided instead of single requests; nothing when each request is decided on its own. */
export const unitMessages = (scene: Scene): Message[] => {
  const { unit } = scene.findings.causes;
  if (unit === null || scene.findings.judged.unit === 'request') {
    return [];
  }
  return [unit.id === 'CONN' ? connectionMessage(scene, unit) : clientMessage(scene, unit)];
};
