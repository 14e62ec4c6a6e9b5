const größe = "日本語"; throw new Error("unicode");
