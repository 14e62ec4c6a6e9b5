/** @jsxImportSource kit */
console.log(<p key="k">{"x"}<i /></p>);
