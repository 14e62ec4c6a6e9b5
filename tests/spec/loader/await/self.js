globalThis.order = ["self"]; await 0; globalThis.order.push("end");
