/** @jsx h */
/** @jsxFrag Frag */
const h = (...all) => all, Frag = "frag";
console.log(<a b="c"><></></a>);
