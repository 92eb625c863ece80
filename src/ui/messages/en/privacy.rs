use crate::ui::messages::*;

pub const PRIVACY: Privacy = Privacy {
    title: "How can I check?",
    lead: "Carteira is a page, not a service. Your file is opened by your own browser and worked on in its memory. You need not take our word for it:",
    ways: [
        (
            "Watch the requests",
            "Open the developer tools of your browser (F12), choose Network, and work. The list stays empty. The number at the lower left counts the same thing.",
        ),
        (
            "Switch the network off",
            "Once the page has loaded, turn off Wi-Fi or choose Offline in the developer tools. Everything still works: reading files, every screen, every download.",
        ),
        (
            "Read the policy",
            "The first line of the page is a content security policy. The browser enforces it: this page may connect to nothing but the host it came from, and only to load itself.",
        ),
        (
            "Look into the program",
            "None of the WebAssembly modules imports a function that could send anything. The worker that holds your data also deletes its own network functions when it starts.",
        ),
        (
            "Close the page",
            "Nothing is kept but your language and theme and, where you ask for it, the rules you saved; never your data. Closing the tab, or “Forget everything”, ends the worker and its memory with it.",
        ),
    ],
    policy: "The policy of this page:",
    honest: "What this does not do: it does not protect you from extensions in your own browser, and the duties you have towards your customers' data remain yours.",
};
