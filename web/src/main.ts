// Starts the pages.

import { mount } from "svelte";
import App from "./App.svelte";
import "./fonts.css";
import "./app.css";

const target = document.getElementById("page");
if (target) mount(App, { target });
