"""文稿: this year's document as a text that people edit.

A manuscript reads like the document it makes, in the marks of ``reports.outlines``: ``标题：``
and ``署名：`` at the top, ``一、`` ``（一）`` ``1.`` for headings, ``附件：`` and ``【表·指标对比】`` for
annexes and tables, ``【党组会次数】`` for a counted number, ``//`` before a note. Two things differ,
because here a person has the last word:

- Nothing is left out. A sentence stays as it was written; a placeholder without records prints 无记录 and is
  pointed out, never a silent 0. Braces, repeats and the conditions 有, 无, 多, 单 are for outlines only.
- Brackets of the text itself are written twice: ``【【注】】`` prints 【注】.

``texts`` writes a composed document as such a text, ``reading`` takes the text apart, ``composing`` makes the
document of it; the text of a composed document gives the same document again. ``remarks`` looks at the
numbers that were typed, ``offering`` says which placeholders there are.
"""
