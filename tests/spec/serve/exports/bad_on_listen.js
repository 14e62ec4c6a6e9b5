export default { fetch: () => new Response(), onListen: 3 };
