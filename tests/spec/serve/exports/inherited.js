export default Object.create({ fetch: () => new Response() });
