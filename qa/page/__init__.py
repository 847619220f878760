"""The page: its tabs as Gradio components, its scripts and its style. Only this package and app.py know Gradio."""
