/** Files in all styles of YAML, of which the mutations are made, and texts written by hand for what mutations seldom meet. */

const HEAD = 'apiVersion: argoproj.io/v1alpha1\n';

export const BASES: readonly string[] = [
  // Block style, comments, lists at and below the column of their key.
  `${HEAD}kind: Experiment
metadata:
  name: checkout   # the shop's
  labels: {team: shop, tier: "1"}
spec:
  duration: 20m
  templates:
  - name: baseline
    replicas: 1
    selector:
      matchLabels:
        app: checkout
    template:
      metadata:
        labels:
          app: checkout
      spec:
        containers:
        - name: app
          image: checkout:1.4
          args: ["--port", "8080", '--mode=fast']
  - name: canary
    selector: {matchLabels: {app: checkout}}
  analyses:
    - name: errors
      templateName: error-rate
      args:
        - {name: service, value: checkout}
        - name: limit
          value: "0.05"
`,
  // Block scalars in each form.
  `${HEAD}kind: AnalysisTemplate
metadata: {name: rate}
spec:
  metrics:
    - name: rate
      interval: 30s
      provider:
        prometheus:
          address: http://prometheus:9090
          query: |
            sum(rate(http_requests_total{code=~"5.."}[2m]))
              /
            sum(rate(http_requests_total[2m]))
    - name: text
      provider:
        web:
          url: >-
            https://example.com/
            health

            end
          body: |2+
              two

      successCondition: >
        result > 0 &&
          result < 1
  args:
    - name: a
      value: |-

        x
    - name: empty
      value: |
`,
  // Quotes over several lines, with escapes.
  `a: "one \\"two\\" \\u00e9 \\x41 \\t
  three

  four \\
  five"
b: 'it''s
  here

  and there'
'c d': "\\\\ \\/ \\n"
"e": ''
f: "  blanks  "
g: plain text
  that goes on
  and on   # with a comment
h: http://example.com:80/a?b=c#d
`,
  // Values that look like others.
  `on: yes
y: n
n: Off
012: 1e3
1e4: 08
0x1F: 0b11
1_000: 0o17
1.5: .5
-1: +2
~x: ~
null: null
.5: 1.
date: 2026-11-30
time: 2026-11-30T12:00:00Z
inf: inf
big: 99999999999999999999
hex: 0xFFFFFFFFFFFFFFFF
neg: -9223372036854775808
sci: 1.5e-3
ver: 1.2.3
ip: 10.0.0.1
oct: 0777
under: 1_0.5_0
`,
  // Anchors, aliases, merges.
  `base: &base
  a: 1
  b: &list [x, y]
other: &other {b: 2, c: 3}
one:
  <<: *base
  a: 2
two:
  a: 0
  <<: [*base, *other]
three: {<<: *other, b: *list}
four: &n 5
*n : key
five: [*n, *list, {x: *n}]
`,
  // Tags.
  `a: !!str 5
b: !!int "7"
c: !!float 1
d: !mine {x: 1}
e: !!bool "yes"
f: ! 12
g: !!null ''
h: !<tag:yaml.org,2002:str> 3
i: !!seq [1]
j: &x !!str
k: !!map {a: b}
l: !!str
`,
  // Flow style over several lines, brackets wherever.
  `a: [1, [2, 3], {b: c, "d": e}, f: g, ]
h: {
  i: [
    j,
    k
  ],
  l: "m",
  n
}
o: [
p, q
]
r: {s: , t: [], u: {}}
v: [a b, c:d, -e, ":f", g#h, # comment
 i]
`,
  // JSON.
  `{
  "apiVersion": "argoproj.io/v1alpha1",
  "kind": "Experiment",
  "metadata": {"name": "json", "labels": {"a/b": "\\u00e9\\/"}},
  "spec": {"duration": "5m", "n": [1, 2.50, -3e2, true, null, ""]}
}
`,
  // Several documents.
  `# head
---
a: 1
---
# only a comment
---

b: |
  text
  more
--- # named
c: [1]
---
`,
  // Explicit keys, dashes in dashes, empty values.
  `? a
: b
? [x]
: y
c:
d: -
e:
- - 1
  - 2
-
  - f: 1
    g:
- h:
    - i
  j: 2
-
`,
  // Windows.
  `a:\r\n  b: 1\r\n  c:\r\n    - "x\r\n      y"\r\n    - |\r\n      one\r\n      two\r\nd: e\r\n`,
  // Unicode, tabs where they may stand.
  `name:\t"tab"\t# comment
größe: 1
emoji: "🎉 and 🚀"
text: a\tb
list: [\t1,\t2 ]
日本: 語
nbsp:\u00a0x
`,
  // One scalar, and one list.
  'just text\nthat goes on\n',
  '- a\n- b: 1\n  c: 2\n-   - d\n    - e\n- "f"\n',
  // Indented as a whole, with a comment further left.
  `  a: 1
  b:
    c: 2
# margin
    d: 3
  e: 4
`,
];

/** Each by itself. */
export const WRITTEN: readonly string[] = [
  '',
  '\n',
  '# nothing\n',
  '---\n',
  '---\n---\n',
  '--- a\n',
  '--- # a\nb: 1\n',
  '---\ta\n',
  '----\na: 1\n',
  'a: 1\n----\nb: 2\n',
  'a: 1\n---b\n',
  'a: 1\n --- \n',
  'a: |\n  x\n---\n  y\n',
  'a: "x\n---\ny"\n',
  'a: 1\n...\n',
  'a: 1\n...\nb: 2\n',
  'a: 1\n...\n---\nb: 2\n',
  '...\na: 1\n',
  '%YAML 1.1\n---\na: 1\n',
  '%YAML 1.2\na: 1\n',
  '%TAG ! tag:x,2000:\n---\na: !b 1\n',
  'a:\n%b: 1\n',
  'a: x\n%b\n',
  '%\n',
  'a: %b\n',
  'a: "x\n%y"\n',
  'a: |\n%b\n',
  'a: "b\nc"\n',
  "a: 'b\nc'\n",
  'a:\n  b: "c\n  d"\n',
  'a:\n  b: "c\nd"\n',
  'a: "b\n\tc"\n',
  'a: [\nb\n]\n',
  'a:\n  - [b,\n  c]\n',
  'a:\n  b: {\n  c: d\n  }\n',
  'a: {\n}\nb: 1\n',
  'a: [b\nc: d]\n',
  'a: [b\n',
  'a: {b: c\n',
  'a: [b}}\n',
  'a: b]\n',
  'a: ]\n',
  '[a]]\n',
  '{a: 1}}\n',
  '{a: 1} b\n',
  '[a]\nb: 1\n',
  '{a: 1}\n{b: 2}\n',
  '{"a": 1}{"b": 2}\n',
  '{"a": 1}\n{"b": 2}\n{"c": 3}\n',
  '{"a": 1}\n---\n{"b": "\\/"}\n',
  '{"a": "\\/"}\n',
  '{"a": "\\/",}\n',
  '{"a": "\\ud83d\\ude00"}\n',
  '{"a": "\\ud83d"}\n',
  '{"a": 1, "a": 2}\n',
  '{"a":1}\n',
  '{a:1}\n',
  '{a: 1,b: 2}\n',
  '{a: 1,b:2}\n',
  '[a:1, b: 2, "c":3, d ]\n',
  '[a?b]\n',
  '[?a]\n',
  '[? a : b]\n',
  '[? ]\n',
  '[: a]\n',
  '{: a}\n',
  '{? a}\n',
  '{a, b}\n',
  '[,]\n',
  '[a,,b]\n',
  '{,}\n',
  '[a, ]\n',
  '[- a]\n',
  '[-a]\n',
  '[-]\n',
  '[a\n, b]\n',
  '[a # c\n, b]\n',
  '{a: b # c\n}\n',
  '{a: b#c}\n',
  '[*a]\n',
  '[&a b, *a]\n',
  '[|]\n',
  '[>\n a]\n',
  'a: - b\n',
  'a: b: c\n',
  'a: b\n  c: d\n',
  'a: b\n c\n',
  'a: "b" c\n',
  'a: "b": c\n',
  '"a" b: c\n',
  'a\nb: c\n',
  'a\n',
  'a:\nb\n',
  'a:\n b\nc\n',
  'a:b\n',
  'a :b\n',
  'a : b\n',
  ': a\n',
  ':\n',
  '? a\n',
  '?\n',
  '? a\n? b\n',
  '? a\n: b\n: c\n',
  '- a\nb: c\n',
  'a: b\n- c\n',
  'a:\n- b\n- c\nd: e\n',
  'a:\n  - b\n - c\n',
  'a:\n  b: 1\n c: 2\n',
  'a:\n  b: 1\n   c: 2\n',
  ' a: 1\nb: 2\n',
  '  a: 1\n b: 2\n',
  '-\n',
  '- \n',
  '-\ta\n',
  '- \ta\n',
  '-\t- a\n',
  'a:\tb\n',
  'a: \tb\n',
  '\ta: b\n',
  'a:\n\tb: c\n',
  'a:\n\tb\n',
  'a:\n  b: c\n\td: e\n',
  'a: b\n\t\n',
  'a: b\n\t# c\n',
  'a: b\t# c\n',
  'a:\n  \tb: c\n',
  'a: |\n\tb\n',
  'a: |\n  b\n\tc\n',
  'a: |\n  b\n  \tc\n',
  'a: >\n\tb\n',
  'a: b\n  c\n\td\n',
  'a: b\n \tc\n',
  'a: [\n\tb\n]\n',
  'a: {\n\tb: c\n}\n',
  'a: |\n',
  'a: |',
  'a: >\n\n',
  'a: |\n\n\nb: 1\n',
  'a: |+\n\n\nb: 1\n',
  'a: |-\n  x\n\n',
  'a: |+\n  x\n\n',
  'a: |2\n   x\n',
  'a: |1-\n  x\n',
  'a: |-1\n  x\n',
  'a: |0\n x\n',
  'a: |10\n x\n',
  'a: |x\n  y\n',
  'a: | # c\n  y\n',
  'a: |# c\n  y\n',
  'a: |--\n  y\n',
  'a: |\n   x\n  y\n',
  'a: |\n    \n  x\n',
  'a: |\n  x\n y\n',
  'a: |\nb: 1\n',
  'a: |\nb\n',
  '|\na\n',
  '|\n a\nb\n',
  '- |\n a\n- >\n b\n\n c\n',
  'a: >\n  b\n  c\n\n  d\n   e\n  f\n\n\n',
  'a: >-\n\n  b\n',
  'a: "\\q"\n',
  'a: "\\x4"\n',
  'a: "\\u12"\n',
  'a: "\\U00110000"\n',
  'a: "\\ud800"\n',
  'a: "\\U0001F389"\n',
  'a: "\\\'"\n',
  'a: "\\/"\n',
  'a: "\\0\\a\\b\\e\\f\\v\\N\\_\\L\\P"\n',
  'a: "b\\\n  c"\n',
  'a: "b\\\n\n  c"\n',
  'a: "b \\\n   \\  c"\n',
  'a: "b\n\n\n  c"\n',
  "a: 'b\n\n\n  c'\n",
  'a: "b',
  "a: 'b''",
  'a: "b\n',
  'a: \'b"\n',
  'a: \0\n',
  'a: "\u0001"\n',
  'a: \u007f\n',
  'a: \u0085b\n',
  'a: b\u2028c: d\n',
  'a: b\u2028 c\n',
  'a: "b\u2029c"\n',
  'a: |\n  b\u0085  c\n',
  'a: \u0090\n',
  'a: \ufffe\n',
  'a: \ufeffb\n',
  '\ufeffa: b\n',
  '\ufeff\ufeffa: b\n',
  'a: b\n\ufeffc: d\n',
  'a: 1\rb: 2\r',
  'a: 1\r---\rb: 2\r',
  'a: \ud83d\ude00\n',
  'a: *b\n',
  'a: &b\n',
  'a: &b *b\n',
  'a: &b [*b]\n',
  'a: &b {c: *b}\n',
  'a: &b 1\nc: &b 2\nd: *b\n',
  'a: & b\n',
  'a: &\n',
  'a: *\n',
  'a: &b.c 1\n',
  'a: &b &c 1\n',
  'a: !!str !!int 1\n',
  '&a b: 1\nc: *a\n',
  '*a : 1\n',
  'a: &b c\n*b : d\n',
  'a: &b 5\n*b : d\n',
  'a: &b [1]\n*b : d\n',
  'a: *b:\n',
  '<<: 1\n',
  '<<: [1]\n',
  '<<: {a: 1}\n',
  '<<: [{a: 1}, {a: 2, b: 3}]\n',
  '<<: null\n',
  '<<: []\n',
  'a: &a {x: 1}\nb: &b [*a]\nc: {<<: *b}\n',
  'a: &a {x: 1}\nb: {x: 2, <<: *a}\nc: {<<: *a, x: 2}\n',
  'a: &a 1\nb: {<<: *a}\n',
  'a: &a {<<: *a}\n',
  '"<<": {a: 1}\n',
  '!!merge <<: {a: 1}\n',
  '<<: {a: 1}\n<<: {a: 2, b: 3}\n',
  '[a]: b\n',
  '{a: b}: c\n',
  '? {a: b}\n: c\n',
  '? - a\n: b\n',
  '{[a]: b}\n',
  '{{a: b}: c}\n',
  'a: {{b}}\n',
  'a: {{ b }}\n',
  'a: {{b.c}}: d\n',
  'a: [{{b}}]\n',
  'null: a\n',
  '~: a\n',
  '"": a\n',
  "'~': a\n",
  '1: a\n2: b\n',
  '1.5: a\n',
  '1e6: a\n1e5: b\n',
  '1.23456789: a\n',
  '123456789.0: a\n',
  '0.0001: a\n0.00001: b\n',
  '-.5: a\n',
  '.inf: a\n',
  '.nan: a\n',
  '18446744073709551615: a\n',
  '18446744073709551616: a\n',
  'true: a\nyes: b\n',
  '2026-01-01: a\n',
  'a: .inf\n',
  'a: -.Inf\n',
  'a: .nan\n',
  'a: [.NaN]\n',
  'a: !!float .inf\n',
  'a: "!!float .inf"\n',
  'a: !!int x\n',
  'a: !!int 1.5\n',
  'a: !!bool x\n',
  'a: !!float x\n',
  'a: !!float 0x10\n',
  'a: !!null x\n',
  'a: !!str null\n',
  'a: !!int\n',
  'a: !!timestamp 2026-01-01\n',
  'a: !!timestamp x\n',
  'a: !!map x\n',
  'a: !!seq {b: 1}\n',
  'a: !!binary "!"\n',
  'a: !foo\n',
  'a: !foo [1]\n',
  'a: !foo bar\n',
  'a: !foo 5\n',
  'a: !\n',
  'a: !!\n',
  'a: ! b\n',
  'a: !foo!bar b\n',
  'a: !<b> c\n',
  'a: !<b c\n',
  'a: !<> c\n',
  'a: !b%41 c\n',
  'a: !b%4 c\n',
  'a: !b,c d\n',
  '!!str a: b\n',
  '!!str : b\n',
  '!!map\na: b\n',
  '- !!str\n- !!int 3\n',
  'a: @b\n',
  'a: `b`\n',
  'a: b@c\n',
  'a: ,b\n',
  'a: |b\n',
  'a: ?b\n',
  'a: ? b\n',
  'a: -b\n',
  'a: --- b\n',
  'a: #b\n',
  'a: b #c\n',
  'a: b#c\n',
  'a: "b"#c\n',
  'a: [b]#c\n',
  'a: b,c\n',
  'a: b [c]\n',
  'a: [b] c\n',
  'a: {b: c} d\n',
  'a: 1\na: 2\n',
  'a: {b: 1, b: 2}\n',
  `${'a'.repeat(1020)}: 1\n`,
  `${'a'.repeat(1030)}: 1\n`,
  `"${'a'.repeat(1030)}": 1\n`,
  `? ${'a'.repeat(1030)}\n: 1\n`,
  `{${'a'.repeat(1030)}: 1}\n`,
  `[${'a, '.repeat(400)}b]: 1\n`,
  `a: ${'b '.repeat(600)}: c\n`,
  `a: "${'b '.repeat(600)}"\n`,
  'a: +1\nb: +0x1\nc: -0b1\nd: 0b2\ne: 0o8\nf: 09\ng: 00\nh: -0\ni: 0x\nj: 0b\nk: 0o\n',
  'a: 1_\nb: _1\nc: 0x_1\nd: 1__2\ne: ._5\nf: .5_5\ng: 1_.5\n',
  'a: 1e400\nb: -1e400\nc: 1e-400\nd: .1e400\n',
  'a: 1.5e3\nb: 1.e3\nc: .e3\nd: 1e+3\ne: 1E3\nf: 1e\n',
  'a: 9223372036854775807\nb: 9223372036854775808\nc: -9223372036854775809\nd: +9223372036854775808\n',
  'a: 0x7FFFFFFFFFFFFFFF\nb: 0xFFFFFFFFFFFFFFFFF\nc: 0777777777777777777777\nd: 0777777777777777777777777\n',
  'a: 1:30\nb: 190:20:30\n',
  'a: Null\nb: NULL\nc: nULL\nd: TRUE\ne: tRUE\nf: Yes\ng: yES\nh: ON\ni: oN\nj: Y\nk: N\n',
];
