console.log(<p>{1}{2}</p>, <></>);
