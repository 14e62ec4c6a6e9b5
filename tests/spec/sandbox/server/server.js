export default {
  fetch: () => new Response("served"),
};
