// What emcc makes beside web/'s files in the site (tsconfig.json's rootDirs): its exports are typed in web/wasm.mjs.
declare const create: (options?: object) => Promise<any>;
export default create;
