// What the tests put into the page, or read there, by name.
interface Window { __thuoc: any; dropBig: () => void; keyMs: any; find: any; bad: any }
declare var store: any, locks: any, S: any, lost: any;
