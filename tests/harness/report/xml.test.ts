import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readXml } from './xml.ts';

const read = (text: string) => readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`);

describe('readXml', () => {
  it('reads elements, attributes, texts and CDATA sections', () => {
    assert.deepEqual(read('<a b="1 &lt; 2 &#xA;"><c/>x &amp; <![CDATA[<y>]]></a>'), {
      name: 'a',
      attributes: { b: '1 < 2 \n' },
      children: [{ name: 'c', attributes: {}, children: [], text: '' }],
      text: 'x & <y>',
    });
  });

  for (const text of [
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>x',
    '<a b="<"/>',
    '<a b=1/>',
    '<a b="1" b="2"/>',
    '<a>&nbsp;</a>',
    '<a>&</a>',
    '<a>]]></a>',
    '<a><![CDATA[ ]]> ]]></a>',
    '<a>\u0000</a>',
    '<a>\u001b</a>',
    '<a>\ud800</a>',
    '<a>\uffff</a>',
    '</a>',
    '',
  ])
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => read(text));
    });
});
