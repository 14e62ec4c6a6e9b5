console.log(<div />);
